"""Run one command and tell what it took: `python -I -S launch.py COMMAND…`, one JSON object on standard output.

A process of its own and as small as can be, because Linux counts a program's peak memory from what the process that
started it held (see `protocol.peak_bytes`): started from here, a program's figure is its own above some 10 MB.
"""

import json
import os
import subprocess
import sys
import time

clock = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - clock
json.dump(
    {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "peak_bytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    },
    sys.stdout,
)
