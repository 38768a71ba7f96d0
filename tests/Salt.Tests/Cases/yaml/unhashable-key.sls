a:
  incus.instance_running:
    - ? [x, y]
      : 1
