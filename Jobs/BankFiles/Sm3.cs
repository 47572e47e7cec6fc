using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Disbursement.Jobs.BankFiles;

/// <summary>SM3 (GB/T 32905) by OpenSSL 3, which the runtime itself stands on and does not offer it.</summary>
/// <remarks>
/// Every byte that goes to a bank passes through here; by a managed library it was a twelfth of an export's work.
/// </remarks>
internal sealed class Sm3 : IDisposable
{
    private const string Library = "libcrypto.so.3";
    private const int Length = 32;

    private readonly Context context = EVP_MD_CTX_new();

    /// <exception cref="CryptographicException">This machine's OpenSSL was built without SM3.</exception>
    public Sm3()
    {
        var algorithm = EVP_sm3();
        if (context.IsInvalid || algorithm == 0 || EVP_DigestInit_ex(context, algorithm, 0) != 1) throw Failed();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && EVP_DigestUpdate(context, in bytes[0], (nuint)bytes.Length) != 1) throw Failed();
    }

    /// <summary>The digest in lower-case hexadecimal; nothing can be appended any more.</summary>
    public string Finish()
    {
        var digest = new byte[Length];
        if (EVP_DigestFinal_ex(context, ref digest[0], out var written) != 1 || written != Length) throw Failed();
        return Convert.ToHexStringLower(digest);
    }

    public void Dispose() => context.Dispose();

    private static CryptographicException Failed() => new("OpenSSL could not work out an SM3 digest.");

    [DllImport(Library)]
    private static extern Context EVP_MD_CTX_new();

    [DllImport(Library)]
    private static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Library)]
    private static extern nint EVP_sm3();

    [DllImport(Library)]
    private static extern int EVP_DigestInit_ex(Context context, nint algorithm, nint engine);

    [DllImport(Library)]
    private static extern int EVP_DigestUpdate(Context context, in byte data, nuint count);

    [DllImport(Library)]
    private static extern int EVP_DigestFinal_ex(Context context, ref byte digest, out uint written);

    private sealed class Context() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }
}
