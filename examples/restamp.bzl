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
    flags = [
        "--spec $(execpath %s)" % spec,
        "--output $(RULEDIR)/%s" % package,
    ] + ["--overlay $(execpath %s)" % overlay for overlay in overlays]
    command = "$(execpath %s) generate --quiet " % restamp + " ".join(flags)
    advice = "outs of %s are not what `restamp generate --list-outputs` prints" % name
    native.genrule(
        name = name,
        srcs = [spec] + overlays + srcs,
        outs = outs,
        tools = [restamp],
        # A file that is not declared would be dropped without a word, and the client broken.
        cmd = " && ".join([
            command + " --list-outputs | LC_ALL=C sort > $(RULEDIR)/%s.listed" % name,
            "(for out in $(OUTS); do echo \"$$out\"; done | LC_ALL=C sort | " +
            "diff - $(RULEDIR)/%s.listed || (echo '%s' >&2; exit 1))" % (name, advice),
            "rm $(RULEDIR)/%s.listed" % name,
            command,
        ]),
    )
