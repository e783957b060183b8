"""What do callers see of a package? Its surface as a value, and as the file `restamp.api.json`."""
