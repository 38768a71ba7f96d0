incus:
  instances:
    web-server:
      instance_type: container
      source:
        type: image
        alias: ubuntu/22.04
      config:
        limits.cpu: "2"
        limits.memory: 2GiB
        snapshots.schedule: "@daily"     # Automatic schedule
        snapshots.expiry: "7d"            # Auto-delete after 7 days
        snapshots.pattern: "auto-%Y%m%d" # Naming pattern
      profiles:
        - default
