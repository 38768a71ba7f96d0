a:
  incus.a:
    - config: &base {x: 1, y: 010}
    - devices: {<<: *base, z: yes}
