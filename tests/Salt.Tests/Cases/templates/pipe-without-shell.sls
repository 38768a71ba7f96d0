a:
  incus.a:
    - refused: x{{ salt['cmd.run']('date +%Y%m%d | tr -d 0') }}
