web: incus.clash
