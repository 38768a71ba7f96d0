namespace Brine.Salt;

/// <summary>The host could not or would not do what a template asked; the message is shown to the user.</summary>
public sealed class SaltHostException(string message, Exception? inner = null) : Exception(message, inner);
