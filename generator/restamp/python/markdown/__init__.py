"""What do the Markdown files of a package show?"""
