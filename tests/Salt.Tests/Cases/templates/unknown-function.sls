a:
  incus.a:
    - instance: {{ salt['network.ip_addrs']() }}
