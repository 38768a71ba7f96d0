shared: incus.shared
