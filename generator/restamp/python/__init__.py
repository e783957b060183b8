"""Everything that makes Python of the IR: names, literals, annotations, and the views of files."""
