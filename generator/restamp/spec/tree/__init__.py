"""What is a document made of? JSON values, cursors with places, the kinds of objects, and the limits of each."""
