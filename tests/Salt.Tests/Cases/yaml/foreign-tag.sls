a: !!python/object:os.system x
