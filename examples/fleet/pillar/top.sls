base:
  '*':
    - fleet.common
  'web-*':
    - fleet.web
  'db-*':
    - fleet.db
