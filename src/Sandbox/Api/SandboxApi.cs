using System.Text.Json.Nodes;
using Brine.Sandbox.Faults;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/sandbox/…: the controls, over the socket. No Incus has this path.</summary>
internal static class SandboxApi
{
    /// <summary>
    /// POST /sandbox/faults: <c>{"what", "kind": "error|busy|cut-before|cut-after|vanish|disk-full|delay", "error",
    /// "status", "times", "seconds"}</c>, or <c>{"kind": "crash"}</c>, <c>{"kind":
    /// "member-offline|member-online|member-evacuated|member-restored", "member"}</c>.
    /// </summary>
    public static Reply AddFault(Call call, SandboxControl control)
    {
        var fields = call.Fields("SandboxFault");
        var kind = fields.Text("kind") ?? "error";
        var what = fields.Text("what") ?? "";
        var times = fields.Number("times") ?? 1;
        switch (kind)
        {
            case "crash":
                control.CrashDuringNextCreation();
                return Reply.Empty();
            case "member-offline":
                control.TakeMemberOffline(fields.Text("member") ?? "");
                return Reply.Empty();
            case "member-online":
                control.BringMemberOnline(fields.Text("member") ?? "");
                return Reply.Empty();
            case "member-evacuated":
                control.EvacuateMember(fields.Text("member") ?? "");
                return Reply.Empty();
            case "member-restored":
                control.RestoreMember(fields.Text("member") ?? "");
                return Reply.Empty();
        }

        if (what.Length == 0)
            throw new IncusError(400, "what is missing: a method and path with *, or an operation kind");
        control.Add(new Fault
        {
            What = what,
            Kind = Kind(kind),
            Text = fields.Text("error") ?? "",
            Status = fields.Number("status") ?? 500,
            TimesLeft = times,
            Delay = fields.Number("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });
        return Reply.Empty();
    }

    public static Reply ClearFaults(SandboxControl control)
    {
        control.ClearFaults();
        return Reply.Empty();
    }

    /// <summary>POST /sandbox/clock: <c>{"seconds": 60}</c>.</summary>
    public static Reply AdvanceClock(Call call, SandboxControl control)
    {
        control.AdvanceTime(TimeSpan.FromSeconds(call.Fields("SandboxClock").Number("seconds") ?? 0));
        return Reply.Empty();
    }

    /// <summary>GET /sandbox/requests: every request so far, without those to /sandbox.</summary>
    public static Reply Requests(SandboxControl control) => Reply.Sync(new JsonObject
    {
        ["count"] = control.RequestCount,
        ["requests"] = Wire.List(control.Requests),
    });

    private static FaultKind Kind(string text) => text switch
    {
        "error" => FaultKind.Error,
        "busy" => FaultKind.Busy,
        "cut-before" => FaultKind.CutBefore,
        "cut-after" => FaultKind.CutAfter,
        "vanish" => FaultKind.VanishOperation,
        "disk-full" => FaultKind.DiskFull,
        "delay" => FaultKind.Delay,
        _ => throw new IncusError(400, $"kind: '{text}' is none of error, busy, cut-before, cut-after, vanish, "
            + "disk-full, delay, crash, member-offline, member-online, member-evacuated, member-restored"),
    };
}
