// These tests wait for programs and for the server, not for this process: more of them than there are processors.
[assembly: Xunit.v3.Parallelization(MaxThreads = 5)]
