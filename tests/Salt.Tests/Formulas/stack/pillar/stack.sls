stack:
  strategy: smart
  ports: [80, 443]
  options:
    worker: 4
    log: {level: info, format: "%h %l %u"}
  servers:
    - {name: one, weight: 1.5, tags: [a, b]}
    - {name: two, weight: 2, tags: []}
    - {name: three, tags: [c]}
  limits: {memory: 2GiB, cpu: "2", swap: no}
  text: |-
    {# not a comment here #}
    line two
