include:
  - .parts
  - shared
web: incus.web
