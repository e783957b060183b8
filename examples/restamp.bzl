"""A client as the output of an action: declared inputs, declared outputs, nothing else read or written."""

def restamp_client(name, spec, package, outs, srcs = [], overlays = [], restamp = ":restamp"):
    """Generates a client.

    Args:
      name: of the target; the files are its outputs.
      spec: the document.
      package: the folder of the package, below that of the BUILD file.
      outs: every file of it, as `restamp generate --list-outputs` prints them.
      srcs: the files that the document refers to, as `--depfile` names them.
      overlays: in the order of their application.
      restamp: the command, a py_console_script_binary for the package `restamp`.
    """
    flags = ["--overlay $(execpath %s)" % overlay for overlay in overlays]
    native.genrule(
        name = name,
        srcs = [spec] + overlays + srcs,
        outs = outs,
        tools = [restamp],
        cmd = " ".join([
            "$(execpath %s) generate --quiet" % restamp,
            "--spec $(execpath %s)" % spec,
            "--output $(RULEDIR)/%s" % package,
        ] + flags),
    )
