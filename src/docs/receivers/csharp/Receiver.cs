// Receives catalogs from dealer-sync: verifies each message, stores it once and confirms it.
//
// Needs .NET 8 and nothing else. To run it, behind a server that does TLS:
//     WEBHOOK_SECRET=... PORT=8080 DATA=recibido dotnet run
//
// For production replace StoreOnce: keep the catalog and the webhook-id in one transaction of your
// database, with a unique key on the webhook-id.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

const int MostBytes = 32 * 1024 * 1024;

string secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET")
    ?? throw new InvalidOperationException("WEBHOOK_SECRET is not set");
string port = Environment.GetEnvironmentVariable("PORT") ?? "8080";
string directory = Environment.GetEnvironmentVariable("DATA") ?? "recibido";
Directory.CreateDirectory(directory);

var receiver = new Receiver(secret, directory);
var builder = WebApplication.CreateBuilder();
builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = MostBytes);
builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
var app = builder.Build();
app.MapPost("/{**path}", async (HttpRequest request) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    var (status, content) = receiver.Receive(request.Headers, body.ToArray());
    return Results.Json(content, statusCode: status);
});
app.Run();

sealed class Receiver
{
    private const int ToleranceSeconds = 300;
    private static readonly HashSet<string> Processes = new() { "ProductList", "CampaignList" };

    // One message at a time, in this process.
    private readonly object storing = new();
    private readonly byte[] key;
    private readonly string directory;

    public Receiver(string secret, string directory)
    {
        key = secret.StartsWith("whsec_", StringComparison.Ordinal)
            ? Convert.FromBase64String(secret["whsec_".Length..])
            : Encoding.UTF8.GetBytes(secret);
        this.directory = directory;
    }

    /// <summary>What to answer. The body must be the bytes as they came.</summary>
    public (int Status, Dictionary<string, string> Content) Receive(
        IHeaderDictionary headers, byte[] body)
    {
        string id = headers["webhook-id"].ToString();
        string timestamp = headers["webhook-timestamp"].ToString();
        if (!IsGenuine(id, timestamp, headers["webhook-signature"].ToString(), body))
        {
            return (401, Error("La firma o la hora no son válidas"));
        }
        if (Head.Of(body) is not Head head)
        {
            return (400, Error("Falta procesodetalle"));
        }
        if (!Processes.Contains(head.Process))
        {
            return (422, Error("Proceso no soportado"));
        }
        lock (storing)
        {
            StoreOnce(id, head, body);
        }
        return (200, new() { ["ackToken"] = Token(id) });
    }

    private bool IsGenuine(string id, string timestamp, string signatures, byte[] body)
    {
        if (id.Length == 0 || timestamp.Length > 12 || !timestamp.All(char.IsAsciiDigit)
            || !long.TryParse(timestamp, out long seconds))
        {
            return false;
        }
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > ToleranceSeconds)
        {
            return false;
        }
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        string mac = Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        byte[] expected = Encoding.UTF8.GetBytes("v1," + mac);
        return signatures.Split(' ').Any(given =>
            CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given)));
    }

    private void StoreOnce(string id, Head head, byte[] body)
    {
        string mark = Path.Combine(directory, Sha256(id) + ".id");
        if (File.Exists(mark))
        {
            return;
        }
        string catalog = Path.Combine(directory, head.Process + ".json");
        Head? newest = File.Exists(catalog) ? Head.Of(File.ReadAllBytes(catalog)) : null;
        // A message that was long on its way must not undo a newer one; it is confirmed all the same.
        if (newest is null || !head.IsOlderThan(newest))
        {
            Write(catalog, body);
        }
        // Last: after a crash in between, the repeat stores the same catalog again.
        Write(mark, []);
    }

    /// <summary>All of it or nothing, also if this process is killed.</summary>
    private static void Write(string file, byte[] content)
    {
        File.WriteAllBytes(file + ".tmp", content);
        File.Move(file + ".tmp", file, overwrite: true);
    }

    /// <summary>The same message always has the same token.</summary>
    private static string Token(string id) => "ACK-" + Sha256(id)[..32];

    private static string Sha256(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private static Dictionary<string, string> Error(string text) => new() { ["error"] = text };
}

/// <summary>What the message says of its load.</summary>
sealed record Head(string Process, string LoadedAt, long Load)
{
    public bool IsOlderThan(Head other)
    {
        int order = string.CompareOrdinal(LoadedAt, other.LoadedAt);
        return order < 0 || (order == 0 && Load < other.Load);
    }

    /// <summary>Null if the body is not what dealer-sync sends.</summary>
    public static Head? Of(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            JsonElement head = json.RootElement.GetProperty("procesodetalle")[0];
            return new Head(
                head.GetProperty("proceso").GetString() ?? "",
                head.GetProperty("fechaCarga").GetString() ?? "",
                head.GetProperty("eventoCargaProcesoId").GetInt64());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException
            or KeyNotFoundException or IndexOutOfRangeException or FormatException)
        {
            return null;
        }
    }
}
