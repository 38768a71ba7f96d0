# Automated daily snapshots (use cron + salt)
incus:
  instance_snapshots:
    web-daily:
      instance: web-server
      name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
      stateful: false
      description: Daily automated snapshot
