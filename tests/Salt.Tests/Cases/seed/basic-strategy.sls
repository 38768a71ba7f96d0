incus:
  instance_snapshots:
    # Daily snapshot
    web-daily:
      instance: web-server
      name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
      stateful: false
      description: Daily automated snapshot

    # Pre-update snapshot
    web-pre-update:
      instance: web-server
      name: before-update
      stateful: false
      description: Before system updates

    # Pre-deployment snapshot
    web-pre-deploy:
      instance: web-server
      name: before-deploy
      stateful: false
      description: Before application deployment
