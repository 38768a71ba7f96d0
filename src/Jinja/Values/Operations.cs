namespace Brine.Jinja.Values;

/// <summary>What a template can do with any value: attribute, subscript, walk, membership, length.</summary>
internal static class Operations
{
    /// <summary><c>owner.name</c>: Python's attribute first, then the item of that name.</summary>
    public static JinjaValue Attribute(JinjaValue owner, string name) =>
        IsOfAll(name) ? UndefinedValue.Attribute(owner, name)
            : (IsPrivate(name) ? null : owner.FindAttribute(name)) ?? owner.FindItem(JinjaValue.Of(name))
            ?? UndefinedValue.Attribute(owner, name);

    /// <summary><c>owner[key]</c>: the item first, then the attribute of that name.</summary>
    public static JinjaValue Item(JinjaValue owner, JinjaValue key)
    {
        if (key is UndefinedValue undefined)
            // A dict asks for the hash of the key, which is a use; a list only finds that it is no index.
            return owner is DictValue or UndefinedValue ? throw undefined.Error()
                : new UndefinedValue(undefined.Error().Detail);
        if (owner.FindItem(key) is { } found) return found;
        if (key.TryGetText(out var name) && !IsPrivate(name)
            && owner.FindAttribute(name) is { } attribute) return attribute;
        return UndefinedValue.Item(owner, key);
    }

    public static IEnumerable<JinjaValue> Walk(JinjaValue value) =>
        value.Walk() ?? throw new JinjaException($"'{value.TypeName}' object is not iterable");

    public static bool Contains(JinjaValue container, JinjaValue item)
    {
        if (container is UndefinedValue { IsLenient: false } undefined) throw undefined.Error();
        if (container is DictValue dict) return dict.Get(item) is not null;
        if (container is BytesValue octets && item is BytesValue few)
            return octets.Content.AsSpan().IndexOf(few.Content) >= 0;
        if (container is SetValue set) return set.Has(item);
        if (container is not TextValue)
        {
            if (container.Walk() is not { } members)
                throw new JinjaException($"argument of type '{container.TypeName}' is not iterable");
            return members.Any(member => ReferenceEquals(member, item) || Equality.AreEqual(member, item));
        }

        if (item is UndefinedValue missing) throw missing.Error();
        return item.TryGetText(out var part)
            ? container.ToText().Contains(part, StringComparison.Ordinal)
            : throw new JinjaException($"'in <string>' requires string as left operand, not {item.TypeName}");
    }

    public static int Length(JinjaValue value) =>
        value.Count ?? throw new JinjaException($"object of type '{value.TypeName}' has no len()");

    /// <summary>
    /// Every object of Python has these attributes, and the sandbox hides them even where a dict has such a key.
    /// </summary>
    private static bool IsOfAll(string name) => name.StartsWith("__", StringComparison.Ordinal) && name is
        "__class__" or "__delattr__" or "__dir__" or "__doc__" or "__eq__" or "__format__" or "__ge__"
        or "__getattribute__" or "__gt__" or "__hash__" or "__init__" or "__init_subclass__" or "__le__" or "__lt__"
        or "__ne__" or "__new__" or "__reduce__" or "__reduce_ex__" or "__repr__" or "__setattr__" or "__sizeof__"
        or "__str__" or "__subclasshook__";

    // Jinja's sandbox hides every name that begins with an underscore; a dict's own keys are data, and stay.
    public static bool IsPrivate(string name) => name.StartsWith('_');
}
