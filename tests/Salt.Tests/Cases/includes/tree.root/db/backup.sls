include:
  - .clash
backup: incus.backup
