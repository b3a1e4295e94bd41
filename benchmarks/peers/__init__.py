"""The systems that are compared, each behind the same door: a process that is given a file and gives back text.

Nothing here is imported into the benchmark's own process. Each module is started as `python -m benchmarks.peers.NAME`
in the environment that has what it needs, and speaks `benchmarks.peers.protocol`.
"""
