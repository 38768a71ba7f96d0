namespace Brine.Cli.Worker;

/// <summary>A call that came to nothing: what is told as <c>error</c>.</summary>
internal sealed class WorkerRefusal(string message) : Exception(message);
