include:
  - web.snap
