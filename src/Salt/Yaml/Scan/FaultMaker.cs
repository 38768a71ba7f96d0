namespace Brine.Salt.Yaml.Scan;

/// <summary>Makes an error about the text at an offset.</summary>
internal delegate TreeException FaultMaker(string message, int at, string? remedy = null);
