include:
  - nowhere
  - ...above
  - dev: other
a: incus.a
