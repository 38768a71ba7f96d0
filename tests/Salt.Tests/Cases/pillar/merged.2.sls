incus:
  instance_snapshots:
    a: {name: two}
  snapshot_rotation:
    r: {instance: web, keep: 3}
