"""Use cases: one method, one transaction. They know the domain and the ports, nothing else."""
