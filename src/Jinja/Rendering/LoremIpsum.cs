using System.Text;
using Brine.Jinja.Methods;
using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary><c>lipsum(n=5, html=True, min=20, max=100)</c>: paragraphs of words that mean nothing.</summary>
internal static class LoremIpsum
{
    private static readonly Signature Parameters = new("n? html? min? max?");

    private static readonly string[] Words = ("lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod "
        + "tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco "
        + "laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum "
        + "eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt "
        + "mollit anim id est laborum").Split(' ');

    public static JinjaValue Make(JinjaCall call)
    {
        var a = Parameters.Bind("lipsum", call, null);
        var (least, most) = (a.Integer(2, 20), a.Integer(3, 100));
        if (most <= least) throw new JinjaException($"empty range for lipsum: {least} to {most}");
        var isHtml = a[1] is null || a.IsTrue(1);
        var text = new StringBuilder();
        for (long i = 0, count = a.Integer(0, 5); i < count; i++)
        {
            a.Run.Iterate();
            if (i > 0) text.Append(isHtml ? "\n" : "\n\n");
            text.Append(isHtml ? "<p>" : "");
            Paragraph(text, least + a.Run.Random((int)Math.Min(int.MaxValue, most - least)), a);
            text.Append(isHtml ? "</p>" : "");
        }

        return new TextValue(text.ToString(), isHtml);
    }

    private static void Paragraph(StringBuilder text, long words, Arguments a)
    {
        var isStart = true;
        for (long i = 0; i < words; i++)
        {
            var word = Words[a.Run.Random(Words.Length)];
            var isEnd = i == words - 1 || (!isStart && a.Run.Random(12) == 0);
            text.Append(isStart ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            if (isEnd) text.Append('.');
            else if (!isStart && a.Run.Random(7) == 0) text.Append(',');
            if (i < words - 1) text.Append(' ');
            isStart = isEnd;
            Bounds.Text(text.Length);
        }
    }
}
