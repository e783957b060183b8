"""What is a document made of? JSON values, cursors with locations, the kinds of objects, and the limits of each."""
