incus:
  instance_snapshot:
    a: {instance: web}
