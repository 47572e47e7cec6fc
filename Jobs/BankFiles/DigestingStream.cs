using System.Security.Cryptography;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Reads a file once, for whoever decodes it and for SHA-256 and SM3 (GB/T 32905) at the same time.</summary>
internal sealed class DigestingStream(Stream source) : Stream
{
    private readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Sm3 sm3 = new();
    private long bytes;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => bytes;
    public override long Position { get => bytes; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer);
        sha256.AppendData(buffer[..read]);
        sm3.Append(buffer[..read]);
        bytes += read;
        return read;
    }

    /// <summary>Reads what is left; then bytes and both digests in lower-case hexadecimal.</summary>
    public (long Bytes, string Sha256, string Sm3) Finish()
    {
        var rest = new byte[81920];
        while (Read(rest) > 0)
        {
            // A decoder may stop before the end; the digests are over the whole file.
        }

        return (bytes, Convert.ToHexStringLower(sha256.GetHashAndReset()), sm3.Finish());
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sha256.Dispose();
            sm3.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
