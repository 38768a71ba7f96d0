incus:
  instance_snapshots:
    # Use same timestamp for all snapshots
    web1-snapshot:
      instance: web-server-1
      name: coordinated-2024-01-15-1200
      stateful: false
      description: Coordinated snapshot of web tier

    web2-snapshot:
      instance: web-server-2
      name: coordinated-2024-01-15-1200
      stateful: false
      description: Coordinated snapshot of web tier

    api-snapshot:
      instance: api-server
      name: coordinated-2024-01-15-1200
      stateful: false
      description: Coordinated snapshot of API tier

    db-snapshot:
      instance: database-server
      name: coordinated-2024-01-15-1200
      stateful: false
      description: Coordinated snapshot of database tier
