incus:
  instance_snapshots:
    a: {instance: web, name: one}
    b: {instance: web}
