a:
  incus.instance_running: []
