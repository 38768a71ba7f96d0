# A pillar: a daily snapshot of each web server, and which of all snapshots stay. Apply it once a day:
#   brine timer install retention --on daily -- apply retention.sls
incus:
  instance_snapshots:
    web-daily:
      instance: web-server
      name: daily-%Y%m%d
      description: Daily
    api-daily:
      instance: api-server
      name: daily-%Y%m%d
      description: Daily
  snapshot_retention:
    dailies:
      instances: ['*-server', {except: database-server}]
      pattern: daily-*
      daily: 7
      weekly: 4
      monthly: 12
