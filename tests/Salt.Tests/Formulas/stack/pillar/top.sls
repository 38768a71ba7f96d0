base:
  'web-*': [stack]
  'G@role:db': [nothing]
