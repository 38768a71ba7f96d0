using Brine.Planner.Report;

namespace Brine.Cli.Screens;

/// <summary>
/// One line that is rewritten while something lasts longer than a second. Only where somebody looks on.
/// </summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(120);
    private const string Wheel = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private readonly Surroundings _world;
    private readonly Screen _screen;
    private readonly Lock _gate = new();
    private readonly ITimer? _timer;
    private string _text;
    private int _turn;
    private bool _isShown;
    private bool _isOver;

    private Progress(Surroundings world, Screen screen, string text)
    {
        (_world, _screen, _text) = (world, screen, text);
        if (screen.IsLive)
            _timer = world.Time.CreateTimer(_ => Draw(), null, Patience, Beat);
    }

    public static Progress Start(Surroundings world, Screen screen, string text) => new(world, screen, text);

    public void Show(string text)
    {
        lock (_gate)
            _text = StyledRun.Harmless(text);
    }

    /// <summary>Says something above the line.</summary>
    public void Aside(Action say)
    {
        lock (_gate)
        {
            Clear();
            say();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _isOver = true;
            Clear();
        }
    }

    private void Draw()
    {
        lock (_gate)
        {
            if (_isOver || _text.Length == 0)
                return;
            var line = $"{Wheel[_turn++ % Wheel.Length]} {_text}";
            if (line.Length >= _screen.Width)
                line = line[..(_screen.Width - 2)] + "…";
            _world.Error.Write("\r\u001b[K" + line);
            _world.Error.Flush();
            _isShown = true;
        }
    }

    private void Clear()
    {
        if (!_isShown)
            return;
        _world.Error.Write("\r\u001b[K");
        _world.Error.Flush();
        _isShown = false;
    }
}
