# Pillar: the snapshots that a web tier shall have. Salt reads this file as it is.
incus:
  instance_snapshots:
    # The four tiers, under one name
    web1-snapshot:
      instance: web-server-1
      name: coordinated-2024-01-15-1200
      description: Coordinated snapshot of web tier

    web2-snapshot:
      instance: web-server-2
      name: coordinated-2024-01-15-1200
      description: Coordinated snapshot of web tier

    api-snapshot:
      instance: api-server
      name: coordinated-2024-01-15-1200
      description: Coordinated snapshot of API tier

    db-snapshot:
      instance: database-server
      name: coordinated-2024-01-15-1200
      description: Coordinated snapshot of database tier

    # A new one each day; Incus takes each away after two weeks
    web-daily:
      instance: web-server
      name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
      description: Daily automated snapshot
      expires: 14d

    # Kept until somebody says otherwise
    web-pre-update:
      instance: web-server
      name: before-update
      description: Before system updates
      expires: never
