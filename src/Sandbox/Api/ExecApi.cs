using System.Globalization;
using System.Text.Json.Nodes;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>
/// /1.0/instances/NAME/exec and what it records. Nothing is run: of shell commands, <c>echo TEXT</c> and <c>exit N</c> have
/// their effect, joined by <c>;</c>, and all others end well and say nothing.
/// </summary>
internal static class ExecApi
{
    public static Reply Post(Call call)
    {
        var world = call.World;
        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        var body = JsonNode.Parse(call.Body)!.AsObject();
        if (instance.Status != "Running")
            throw new IncusError(400, instance.Status == "Frozen" ? "Instance is frozen" : "Instance is not running");
        string[] command = [.. (body["command"]?.AsArray() ?? []).Select(c => (string?)c ?? "")];
        Operation? operation = null;
        operation = world.Operations.Start(
            "exec", "Executing command", call.Project,
            [("instances", [Wire.Url(instance.Project, "instances", instance.Name)])],
            new Work(() => operation!.Metadata = Run(instance, operation.Id, command, (bool?)body["record-output"] ?? false)));
        return OperationsApi.Started(world, operation);
    }

    public static Reply Get(Call call)
    {
        var (instance, file) = Recorded(call);
        return Reply.Sync(null) with { Text = instance.Recorded[file] };
    }

    public static Reply Delete(Call call)
    {
        var (instance, file) = Recorded(call);
        instance.Recorded.Remove(file);
        return Reply.Empty();
    }

    private static (Instance Instance, string File) Recorded(Call call)
    {
        var instance = call.World.InstanceOf(call.Project, call.Segments[1]);
        var file = call.Segments[4];
        return instance.Recorded.ContainsKey(file) ? (instance, file)
            : throw new IncusError(404, $"open /var/lib/incus/containers/{instance.Name}/exec-output/{file}: no such file or directory");
    }

    private static JsonObject Run(Instance instance, string id, string[] command, bool records)
    {
        if (command is not ["sh" or "/bin/sh", ..])
            throw new IncusError(400, "Command not found");
        var (code, said) = Shell(command.Contains("brine") ? command[Array.IndexOf(command, "brine") + 1] : command[^1]);
        var result = new JsonObject { ["return"] = code };
        if (!records)
            return result;
        var output = new JsonObject();
        foreach (var (number, name, text) in ((string, string, string)[])[("1", "stdout", said), ("2", "stderr", "")])
        {
            var file = $"exec_{id}.{name}";
            instance.Recorded[file] = text;
            output[number] = Wire.Url(instance.Project, "instances", instance.Name, "logs", "exec-output", file);
        }

        result["output"] = output;
        return result;
    }

    private static (int Code, string Said) Shell(string script)
    {
        var said = "";
        foreach (var part in script.Split(';').Select(p => p.Trim()))
            if (part.StartsWith("echo ", StringComparison.Ordinal))
                said += part[5..] + "\n";
            else if (part.StartsWith("exit ", StringComparison.Ordinal) && int.TryParse(part[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
                return (code, said);
        return (0, said);
    }
}
