namespace Brine.Salt.Yaml;

/// <summary>What a scalar is under the rules of PyYAML (YAML 1.1).</summary>
public enum ScalarKind
{
    /// <summary>A string, quoted or plain.</summary>
    Text,

    /// <summary><c>~</c>, <c>null</c> or nothing at all.</summary>
    Null,

    /// <summary><c>true yes on</c> and their opposites.</summary>
    Boolean,

    /// <summary>Decimal, octal, hexadecimal, binary or sexagesimal.</summary>
    Integer,

    /// <summary>A floating-point number, infinity or not-a-number included.</summary>
    Float,

    /// <summary>A date or an instant; its value stays the text as written.</summary>
    Date,

    /// <summary>Bytes, written as <c>!!binary</c> in base64.</summary>
    Binary,
}
