include:
  - web
parts: incus.parts
