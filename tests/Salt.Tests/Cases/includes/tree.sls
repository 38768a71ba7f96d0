include:
  - web
  - db.backup
own: incus.own
