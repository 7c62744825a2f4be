"""The design object: samples in files, databases and data frames, on top of the kernel."""
