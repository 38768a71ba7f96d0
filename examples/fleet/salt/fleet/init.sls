include:
  - .snapshots
  - .clean
