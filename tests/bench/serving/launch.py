"""Serves another application just as the site is served, with the same options of the server.

`python -m tests.bench.serving.launch MODULE:APPLICATION HOST PORT`.
"""

import runpy
import sys
from unittest import mock

from newsroom import processes


def main(application: str, host: str, port: str) -> None:
    """Be the server that `newsroom.processes server` is, but for what it serves."""
    begin = runpy.run_module

    def run_module(*words, **known):
        sys.argv[-1] = application
        return begin(*words, **known)

    processes.end_with_the_parent()
    with mock.patch.object(runpy, "run_module", run_module):
        processes.server(host, port)


if __name__ == "__main__":
    main(*sys.argv[1:])
