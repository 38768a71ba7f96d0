incus:
  instance_snapshots:
    daily:
      instance: {{ salt.cmd.run('hostname') }}
