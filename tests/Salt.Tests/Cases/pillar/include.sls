include:
  - other
incus:
  instances: {}
