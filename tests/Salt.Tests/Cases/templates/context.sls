include:
  - web
  - web.part
