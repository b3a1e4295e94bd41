"""Who does the tasks: processes of this machine or of a cluster."""
