namespace Brine.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The request or operation fails with a given text.</summary>
    Error,

    /// <summary>The operation is refused because another one holds the instance.</summary>
    Busy,

    /// <summary>The connection is cut before anything happened.</summary>
    CutBefore,

    /// <summary>The connection is cut after it happened, instead of the answer.</summary>
    CutAfter,

    /// <summary>The operation is gone (404) the moment it ends.</summary>
    VanishOperation,

    /// <summary>The pool is full: the text of the driver's tool; nothing is recorded.</summary>
    DiskFull,

    /// <summary>The operation takes longer.</summary>
    Delay,
}
